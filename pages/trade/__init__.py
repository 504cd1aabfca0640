"""What is on sale and sold: products, prices and buyers, certificates."""
