"""Programs that the service runs beside itself."""
