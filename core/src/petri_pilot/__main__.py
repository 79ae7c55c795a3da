"""`python -m petri_pilot` is the same as `petri`."""

from petri_pilot.cli.main import main

if __name__ == "__main__":
    main()
