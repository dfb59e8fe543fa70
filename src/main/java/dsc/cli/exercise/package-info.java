/** The commands of {@code dsc exercise}, one a class. */
package dsc.cli.exercise;
