import sys

sys.path.insert(0, "/tmp/hk_tmp")
from localapp import app, database_url
