package org.scalatest;

/** Stands in for ScalaTest, which is not on the class path, so that a test can see it refused. */
public interface Suite {}
