"""What the routes of material going out share: their blueprint, and where those of a journey stand."""

from flask import Blueprint

blueprint = Blueprint("exports", __name__)

OF_JOURNEY = "/onderzoeken/<slug>/klantreizen/<journey>"
