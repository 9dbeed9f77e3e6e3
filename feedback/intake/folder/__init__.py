"""Files that another program lays down, instead of a person bringing them."""
