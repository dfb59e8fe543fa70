/** The interactive shell: one prompt for all commands, with history and completion. */
package dsc.cli.prompt;
