"""The same run on a Dask cluster: this machine reads and keeps the results, the cluster's workers analyse.

Needs the extra «scale». What travels are bytes: articles as read go out, parcels come back.
"""
