/** The door: one class for each command, and everything that reads the catalog. Nothing else imports this package. */
package dsc.cli;
