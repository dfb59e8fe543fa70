package dsc.workbench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryAppenderTest {

    @TempDir
    private Path directory;

    /** A disk with so much room. */
    private static final class SmallDisk implements HistoryAppender.Output {
        private final int room;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        SmallDisk(int room) {
            this.room = room;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            int fits = Math.min(bytes.length, room - content.size());
            content.write(bytes, 0, fits);
            if (fits < bytes.length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public long length() {
            return content.size();
        }

        @Override
        public void truncate(long length) throws IOException {
            byte[] kept = Arrays.copyOf(content.toByteArray(), (int) length);
            content.reset();
            content.write(kept);
        }

        @Override
        public void close() {}
    }

    private static void record(HistoryAppender appender, int operations) {
        Recorder recorder = new Recorder(() -> 0, History.of(java.util.List.of()), appender);
        for (int at = 0; at < operations; at++) {
            Event write = recorder.invoke(0, "write", "k", (long) at);
            recorder.complete(write, Event.Type.OK, (long) at, null);
        }
    }

    @Test
    void whatWasRecordedBeforeTheDiskWasFullStaysWholeAndSaysThatItBrokeOff() throws IOException {
        for (int room = 0; room < 1_000; room += 7) {
            SmallDisk disk = new SmallDisk(room);
            try (HistoryAppender appender = new HistoryAppender(Path.of("history.edn"), 0, disk)) {
                record(appender, 20);
                assertThat(appender.failure())
                        .contains("history.edn cannot be written any more: No space left on device");
            }
            String text = disk.content.toString(StandardCharsets.UTF_8);
            History read = Edn.read(text);
            assertThat(read.events()).as("room %d", room).hasSize((int)
                    text.lines().filter(line -> line.startsWith("{")).count());
        }
    }

    @Test
    void aFileThatBrokeOffIsKnownForIt() throws IOException {
        SmallDisk disk = new SmallDisk(400);
        try (HistoryAppender appender = new HistoryAppender(Path.of("history.edn"), 0, disk)) {
            record(appender, 20);
        }
        Path broken = Files.write(directory.resolve("broken.edn"), disk.content.toByteArray());
        assertThat(HistoryFile.open(broken).brokeOff()).isTrue();
        assertThat(HistoryFile.open(broken).history().operations()).isNotEmpty();

        Path whole = directory.resolve("whole.edn");
        try (HistoryAppender appender = new HistoryAppender(whole, 0)) {
            record(appender, 2);
        }
        try (HistoryAppender appender = new HistoryAppender(whole, 4)) {
            record(appender, 1);
            assertThat(appender.failure()).isEmpty();
        }
        assertThat(HistoryFile.open(whole).brokeOff()).isFalse();
        assertThat(HistoryFile.open(whole).history().events()).hasSize(6);
    }

    /** A run's memory does not grow with its length: its events are in the file and nowhere else. */
    @Test
    void aRecordingToAFileIsReadFromThere() throws Exception {
        Path file = directory.resolve("history.edn");
        History earlier = History.of(List.of(new Event(0, Event.Type.INVOKE, "write", "x", 1L, 7, null)));
        HistoryFile.write(earlier, file);
        try (HistoryAppender appender = new HistoryAppender(file, 1)) {
            Recorder recorder = Recorder.toFile(() -> 5, earlier, appender);
            Event read = recorder.invoke(1, "read", "x", null);
            recorder.complete(read, Event.Type.OK, 1L, null);
            recorder.faultBegins(new FaultNote("kill", "n1 (leader)", List.of("n1")));
            assertThat(recorder.history()).isEqualTo(HistoryFile.read(file));
            assertThat(recorder.history().events())
                    .hasSize(4)
                    .startsWith(earlier.events().getFirst(), read);
            HistoryFile.write(earlier, file);
            assertThat(recorder.history().events())
                    .as("nothing is kept beside it")
                    .hasSize(1);
        }
    }
}
