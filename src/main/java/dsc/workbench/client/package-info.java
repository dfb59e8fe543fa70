/**
 * How a client behaves, whatever carries its calls: over HTTP to a live node, or through a simulated network. Imports
 * the contract and histories; knows no thread, no clock and no socket.
 */
package dsc.workbench.client;
