"""The scenes of the replay, in the order of their days. Each calls the services that people use."""
