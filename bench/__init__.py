"""What pages cost, each as a ratio to a bare Django view measured in the same run. Not part of the tests."""
