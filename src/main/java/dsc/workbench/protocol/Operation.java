package dsc.workbench.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One thing that clients can ask of a protocol, declared in its {@link Operations}.
 *
 * @param <M> the protocol's messages
 * @param name the function of its calls
 * @param isQuery whether it changes nothing: without an answer, it did not take effect
 * @param arguments the key first, if there is one
 * @param message what the protocol's actor is sent for a call that fits
 * @param answers whether its result is recorded although it takes an argument
 * @param isChecked whether the guarantee is about it; if not, it is recorded and left out of what is judged
 * @param finalRead how every node is to answer it in the end of a run; empty if nodes are not asked
 * @param finalArguments the values with which they are asked then, for each key
 * @param example a command line that shows it to people, such as {@code write x 1}
 */
public record Operation<M>(
        String name,
        boolean isQuery,
        List<Argument> arguments,
        BiFunction<Call, ActorRef<Reply>, M> message,
        boolean answers,
        boolean isChecked,
        Optional<FinalRead> finalRead,
        List<String> finalArguments,
        Optional<String> example) {

    public Operation {
        arguments = List.copyOf(arguments);
        finalArguments = List.copyOf(finalArguments);
        boolean optional = false;
        for (int at = 0; at < arguments.size(); at++) {
            Argument argument = arguments.get(at);
            boolean last = at == arguments.size() - 1;
            if (argument.isKey() && at > 0
                    || optional && !argument.isOptional()
                    || argument.isRepeated() && (!last || argument.isKey())) {
                throw new IllegalArgumentException(name + ": " + argument.usage() + " cannot stand where it does");
            }
            optional |= argument.isOptional();
        }
    }

    static <M> Operation<M> of(
            String name, boolean isQuery, List<Argument> arguments, BiFunction<Call, ActorRef<Reply>, M> message) {
        return new Operation<>(
                name, isQuery, arguments, message, false, true, Optional.empty(), List.of(), Optional.empty());
    }

    Operation<M> withExample(String line) {
        return new Operation<>(
                name, isQuery, arguments, message, answers, isChecked, finalRead, finalArguments, Optional.of(line));
    }

    Operation<M> answering() {
        return new Operation<>(name, isQuery, arguments, message, true, isChecked, finalRead, finalArguments, example);
    }

    Operation<M> leftUnchecked() {
        return new Operation<>(name, isQuery, arguments, message, answers, false, finalRead, finalArguments, example);
    }

    Operation<M> readInTheEnd(FinalRead how, List<String> values) {
        return new Operation<>(
                name, isQuery, arguments, message, answers, isChecked, Optional.of(how), values, example);
    }

    /** How it is called, such as {@code write KEY VALUE}. */
    public String usage() {
        return arguments.stream().map(argument -> " " + argument.usage()).collect(Collectors.joining("", name, ""));
    }

    /**
     * Whether what it answered is recorded as the value of its completion; if not, its argument is. A query is about
     * its answer, and so is an update that was left a choice.
     */
    public boolean isAnswerRecorded(Call call) {
        return isQuery || answers || call.value() == null;
    }

    /** Whether its calls are about a key. */
    public boolean hasKey() {
        return !arguments.isEmpty() && arguments.getFirst().isKey();
    }

    /** The arguments that a call has in its value. */
    private List<Argument> values() {
        return hasKey() ? arguments.subList(1, arguments.size()) : arguments;
    }

    /** @throws MalformedCallException when {@code call} is not one of this operation */
    void require(Call call) {
        if (hasKey()) {
            requireOne(arguments.getFirst(), call.key());
        } else if (call.key() != null) {
            throw refused(name + " takes no key, but " + ArgumentType.Text.quoted(call.key()) + " was given");
        }
        int first = hasKey() ? 1 : 0;
        // A list is only made where one was given: thousands of calls a second come by here.
        if (call.value() instanceof List<?> values) {
            requireValues(first, values);
        } else if (call.value() == null) {
            requireNoMore(first);
        } else if (arguments.size() == first) {
            throw surplus(call.value());
        } else {
            requireOne(arguments.get(first), call.value());
            requireNoMore(first + 1);
        }
    }

    private void requireValues(int first, List<?> values) {
        int at = first;
        for (Object value : values) {
            if (at == arguments.size()) {
                throw surplus(value);
            }
            Argument argument = arguments.get(at);
            requireOne(argument, value);
            at += argument.isRepeated() ? 0 : 1;
        }
        boolean repeatedIsGiven = at < arguments.size() && arguments.get(at).isRepeated() && values.size() > at - first;
        requireNoMore(repeatedIsGiven ? at + 1 : at);
    }

    private void requireOne(Argument argument, Object value) {
        if (value == null) {
            if (!argument.type().takesNull()) {
                throw missing(argument);
            }
        } else {
            String refusal = argument.refusal(value);
            if (refusal != null) {
                throw refused(refusal);
            }
        }
    }

    /** Whether none of the arguments from {@code at} on has to be given. */
    private void requireNoMore(int at) {
        if (at < arguments.size() && !arguments.get(at).isOptional()) {
            throw missing(arguments.get(at));
        }
    }

    private MalformedCallException missing(Argument argument) {
        return refused(name + " needs " + argument.noun());
    }

    private MalformedCallException surplus(Object value) {
        String shown = ArgumentType.Text.quoted(value);
        return refused(
                arguments.isEmpty()
                        ? name + " takes no arguments, but " + shown + " was given"
                        : name + " takes nothing after " + arguments.getLast().noun() + ", but " + shown
                                + " was given");
    }

    private MalformedCallException refused(String why) {
        return new MalformedCallException(why + ": " + usage());
    }

    /**
     * The call that someone means who types its arguments.
     *
     * @throws MalformedCallException when they do not fit
     */
    Call parse(List<String> words) {
        String key = hasKey() && !words.isEmpty() ? words.getFirst() : null;
        Call call = Call.of(name, key, value(hasKey() && !words.isEmpty() ? words.subList(1, words.size()) : words));
        require(call);
        return call;
    }

    /** One value as it is, several as a list, as they stand in a {@link Call}. */
    private Object value(List<String> words) {
        List<Argument> values = values();
        boolean single = words.size() <= 1
                && values.size() <= 1
                && !(values.size() == 1 && values.getFirst().isRepeated());
        return words.isEmpty() ? null : single ? words.getFirst() : new ArrayList<>(words);
    }

    /** What every node is asked in the end about {@code keys}; nothing, unless it was declared as a final read. */
    List<Call> finalReads(List<String> keys) {
        if (finalRead.isEmpty()) {
            return List.of();
        }
        Object value = value(finalArguments);
        return hasKey()
                ? keys.stream().map(key -> Call.of(name, key, value)).toList()
                : List.of(Call.of(name, null, value));
    }
}
