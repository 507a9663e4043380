package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.AcceptancePolicy;
import io.micropay.money.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; missing required parameters: 'HOST', 'PORT'",
                "localhost; missing required parameter: 'PORT'",
                "localhost x; invalid value for positional parameter at index 1 (PORT)",
                "localhost 0 --name Joanne; a port is 1 to 65535, not 0",
                "localhost 16000; --name is missing, and there is nobody to ask",
                "localhost 16000 --name 1a; '1a' is not a name",
                "localhost 16000 --name ca; the name ca is reserved",
                "localhost 16000 --name SERVER; the name SERVER is reserved",
                "localhost 16000 --name Joanne --listen 80; '80' is not a port to listen on",
                "localhost 16000 --name Joanne --accept some; 'some' is not all, ask or none",
                "localhost 16000 --name Joanne --accept ask; --accept ask needs a terminal",
                "localhost 16000 --name Joanne --key dsa; 'dsa' is not a kind of key"
            })
    void wrongUsageIsOneLineAndAHint(String line, String message) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

        Invocation invocation = Invocation.of(new ClientCommand(), arguments);

        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err().lines()).hasSize(2);
        assertThat(invocation.err()).contains(message).endsWith("micropay: hint: see client --help\n");
    }

    @Test
    void acceptanceIsAPolicyOrAPerson() throws Exception {
        AcceptanceChoice.Converter converter = new AcceptanceChoice.Converter();

        assertThat(converter.convert("ask").withoutAsking()).isEmpty();
        assertThat(converter.convert("all").withoutAsking()).contains(new AcceptancePolicy.All());
        assertThat(converter.convert("0.5").withoutAsking()).contains(new AcceptancePolicy.UpTo(new Amount(500_000)));
    }
}
