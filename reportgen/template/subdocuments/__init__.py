"""A Word document inserted into another one."""
