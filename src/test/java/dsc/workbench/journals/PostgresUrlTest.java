package dsc.workbench.journals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/d, jdbc:postgresql://h:5432/d",
        "postgresql://h/d, jdbc:postgresql://h:5432/d",
        "postgres://h:99/d, jdbc:postgresql://h:99/d",
        "postgres://u@h/d, jdbc:postgresql://u@h:5432/d",
        "jdbc:postgresql://h/d?user=u, jdbc:postgresql://u@h:5432/d",
        "postgres://a%40b@h/d%20e?sslmode=require&x=1, jdbc:postgresql://a%40b@h:5432/d%20e?sslmode=require&x=1",
        "jdbc:postgresql://[::1]:99/d, jdbc:postgresql://[::1]:99/d"
    })
    void isReadInEveryForm(String written, String text) {
        PostgresUrl url = PostgresUrl.parse(written);

        assertThat(url.text()).isEqualTo(text);
        assertThat(PostgresUrl.parse(url.text())).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://u:s3%2Fcret+@h/d",
        "jdbc:postgresql://u:s3%2Fcret+@h/d",
        "jdbc:postgresql://h/d?user=u&password=s3%2Fcret+",
        "jdbc:postgresql://h/d?password=s3%2Fcret+&user=u"
    })
    void thePasswordGoesToTheEnvironmentAndNowhereElse(String written) {
        PostgresUrl url = PostgresUrl.parse(written);

        assertThat(url.environment()).isEqualTo(Map.of("PGUSER", "u", "PGPASSWORD", "s3/cret+"));
        assertThat(url.jdbc() + url.text() + url + new JournalChoice.Postgres(url))
                .doesNotContain("cret");
    }

    @Test
    void complaintsDoNotRepeatThePassword() {
        assertThatThrownBy(() -> PostgresUrl.parse("postgres://u:s3cret^@h/d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character 20")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void furtherParametersOfTheDriverAreAdded() {
        assertThat(PostgresUrl.parse("postgres://u:p@h/d?sslmode=require")
                        .with(Map.of("currentSchema", "s"))
                        .jdbc())
                .isEqualTo("jdbc:postgresql://h:5432/d?sslmode=require&currentSchema=s");
    }
}
