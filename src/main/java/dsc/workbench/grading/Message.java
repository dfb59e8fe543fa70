package dsc.workbench.grading;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** What a worker says of its job, a line each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "says")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Trying.class, name = "trying"),
    @JsonSubTypes.Type(value = Message.Tried.class, name = "tried"),
    @JsonSubTypes.Type(value = Message.Found.class, name = "found"),
    @JsonSubTypes.Type(value = Message.Ended.class, name = "ended")
})
sealed interface Message {

    /**
     * Before each try, so that it is known which one the worker did not survive.
     *
     * @param check its place in the job
     * @param number which of the check's tries, from 1
     */
    record Trying(int check, int number) implements Message {}

    /**
     * A check came out well.
     *
     * @param shown in how many tries what must break did
     * @param met how often sometimes-conditions were met in all its worlds
     */
    record Tried(int check, int tries, int shown, Map<String, Long> met) implements Message {}

    /** Something is wrong; nothing more comes. */
    record Found(Finding finding) implements Message {}

    /** All checks came out well. */
    record Ended() implements Message {}
}
