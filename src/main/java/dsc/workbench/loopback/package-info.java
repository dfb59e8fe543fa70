/** The HTTP server under every endpoint of the workbench: on loopback, for its owner, within limits. JDK only. */
package dsc.workbench.loopback;
