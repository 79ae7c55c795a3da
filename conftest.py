"""Settings of Hypothesis for all tests: a slow machine is no reason to fail."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("petri", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("petri")
