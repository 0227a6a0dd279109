"""Where attachments are stored, and what scans them."""

import os

# A bucket of S3 or its like, which no address opens without a signature; empty: a folder of the data directory.
ATTACHMENTS_BUCKET = os.environ.get("ATTACHMENTS_BUCKET", "")
ATTACHMENT_STORAGE = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": ATTACHMENTS_BUCKET,
            "endpoint_url": os.environ.get("ATTACHMENTS_ENDPOINT") or None,
            "default_acl": None,
            "file_overwrite": False,
        },
    }
    if ATTACHMENTS_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
)
# Of one file; MAX_BODY_BYTES has to leave room for it.
MAX_ATTACHMENT_BYTES = int(os.environ.get("MAX_ATTACHMENT_BYTES", "15000000"))
# clamd, as unix:/run/clamav/clamd.ctl or host:3310; empty: no scanner.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")
