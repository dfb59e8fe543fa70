package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** A node asks the home, and what each sends the other gets, unless the test takes it away. */
class InquiriesTest {

    private static final NodeId ASKER = new NodeId("n1");
    private static final NodeId HOME = new NodeId("n2");

    private final Deque<Inquiries.Message> toHome = new ArrayDeque<>();
    private final Deque<Inquiries.Message> toAsker = new ArrayDeque<>();
    private final TestInbox<Reply> client = TestInbox.create();
    private Inboxes inboxes = Inboxes.EMPTY;

    private final Inquiries<Inquiries.Message> asker = inquiries(ASKER, toHome);
    private final Inquiries<Inquiries.Message> home = inquiries(HOME, toAsker);

    private static Inquiries<Inquiries.Message> inquiries(NodeId self, Deque<Inquiries.Message> sent) {
        Peers<Inquiries.Message> peers = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return List.of();
            }

            @Override
            public void tell(NodeId to, Inquiries.Message message) {
                sent.add(message);
            }
        };
        NodeContext<Inquiries.Message> node = new NodeContext<>(
                self,
                List.of(ASKER, HOME),
                peers,
                Clock.system(),
                new SplittableRandom(1),
                self.value(),
                Settings.of("inquiries", ConfigFactory.empty()));
        List<Inquiries<Inquiries.Message>> made = new ArrayList<>();
        BehaviorTestKit.create(Behaviors.<Inquiries.Message>setup(actor -> Behaviors.withTimers(timers -> {
            made.add(new Inquiries<>(
                    new DurablePeer.Setup<>(node, actor, timers), 5, Duration.ofSeconds(1), message -> message));
            return Behaviors.empty();
        })));
        return made.getFirst();
    }

    private void exchange() {
        while (!toHome.isEmpty() || !toAsker.isEmpty()) {
            while (!toHome.isEmpty()) {
                home.onMessage(toHome.poll(), inboxes);
            }
            while (!toAsker.isEmpty()) {
                asker.onMessage(toAsker.poll(), Inboxes.EMPTY);
            }
        }
    }

    @Test
    void theAnswerComesInPagesWhateverTheLettersAreLike() {
        inboxes = inboxes.plus("k", "ab")
                .plus("k", "cd")
                .plus("k", "longer than a page")
                .plus("k", "e");
        asker.ask("k", HOME, client.getRef());
        exchange();

        assertThat(client.receiveMessage()).isEqualTo(new Reply.Ok(List.of("ab", "cd", "longer than a page", "e")));
        assertThat(home.furtherPages()).isEqualTo(2);
    }

    @Test
    void whatHasNoLettersIsAnsweredAsWell() {
        asker.ask("k", HOME, client.getRef());
        exchange();

        assertThat(client.receiveMessage()).isEqualTo(new Reply.Ok(List.of()));
    }

    @Test
    void aPageThatComesTwiceIsTakenOnce() {
        inboxes = inboxes.plus("k", "abc").plus("k", "def");
        asker.ask("k", HOME, client.getRef());
        home.onMessage(toHome.peek(), inboxes);
        home.onMessage(toHome.poll(), inboxes);
        exchange();

        assertThat(client.receiveMessage()).isEqualTo(new Reply.Ok(List.of("abc", "def")));
        assertThat(client.hasMessages()).isFalse();
    }

    @Test
    void aQuestionWithoutAnAnswerHasFailedAndWhatComesLaterChangesNothing() {
        asker.ask("k", HOME, client.getRef());
        Inquiries.Question lost = (Inquiries.Question) toHome.poll();
        asker.onMessage(new Inquiries.TimedOut(lost.inquiry()), Inboxes.EMPTY);
        home.onMessage(lost, inboxes);
        exchange();

        assertThat(client.receiveMessage()).isEqualTo(new Reply.Failed("n2 did not answer in time"));
        assertThat(client.hasMessages()).isFalse();
    }
}
