# A copy of Countersign's scripts/codegen/runtime/__init__.py.
"""What generated routers stand on: decoding, the gate, security and sealed responses.

Self-contained: the compiler copies this package into its output, each file with a first
line that says where it is from. What an implementation needs is imported from the
package above, which stays as it is; what stands where in here may change.
"""
