"""Routes of material going out: the public page and its document."""

from flask import Blueprint

blueprint = Blueprint("exports", __name__)
