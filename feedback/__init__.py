"""Keep listening: measurements, the codes and questions people answer them by, and what their grades say."""
