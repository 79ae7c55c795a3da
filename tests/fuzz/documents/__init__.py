"""Random model documents: equal seeds give equal documents."""

from tests.fuzz.documents.applications import application
from tests.fuzz.documents.mutations import mutate_bytes, mutate_document
from tests.fuzz.documents.nets import net

__all__ = ["application", "mutate_bytes", "mutate_document", "net"]
