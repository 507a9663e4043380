package io.micropay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection accepted!|Accepted[]",
                "Please wait until a thread is finished#0|Wait[ahead=0]",
                "Please wait until a thread is finished#12|Wait[ahead=12]",
                "Handler assigned!|Assigned[]",
                "Server busy|Busy[]"
            })
    void lineReadsAndWritesTheSame(String line, String reading) {
        Greeting greeting = Greeting.parse(line).orElseThrow();
        assertThat(greeting).hasToString(reading);
        assertThat(greeting.line()).isEqualTo(line);
        assertThat(Greeting.parse(line + "#later")).contains(greeting);
    }

    @Property
    void everyPlaceReadsBack(@ForAll int ahead) {
        Greeting.Wait wait = new Greeting.Wait(ahead & Integer.MAX_VALUE);
        assertThat(Greeting.parse(wait.line())).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "connection accepted!",
                "Connection accepted",
                "Connection accepted!\r",
                "Handler assigned! ",
                "Please wait until a thread is finished",
                "Please wait until a thread is finished#",
                "Please wait until a thread is finished#-1",
                "Please wait until a thread is finished#one",
                "220 AUTH_FAIL#revoked key"
            })
    void otherLinesAreNoGreeting(String line) {
        assertThat(Greeting.parse(line)).isEmpty();
    }

    @Property
    void everyStringIsAGreetingOrNone(@ForAll String line) {
        assertThat(Greeting.parse(line)).isNotNull();
    }
}
