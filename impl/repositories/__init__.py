"""The only SQL; every query carries its tenant."""
