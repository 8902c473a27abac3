"""Which data keys seal what, and sealing everything again with the newest one."""
