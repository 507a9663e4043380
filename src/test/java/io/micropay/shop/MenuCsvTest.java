package io.micropay.shop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.csv.CsvFault;
import io.micropay.money.Sha256Text;
import io.micropay.testing.TestMenus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuCsvTest {

    private static final String HEADER = "sku,category,title,price,stock\n";

    /// What is told of a file that is no menu.
    private record Fault(int line, String reason) {}

    private static Menu menu(String csv) {
        return TestMenus.read(csv.getBytes(UTF_8));
    }

    private static Fault fault(byte[] csv) {
        CsvFault fault = catchThrowableOfType(CsvFault.class, () -> MenuCsv.read(csv));
        return new Fault(fault.line(), fault.reason());
    }

    private static List<String> items(String csv) {
        return menu(csv).items().stream()
                .map(item -> item.sku() + "|" + item.category().text() + "|"
                        + item.title().text() + "|" + item.price() + "|" + item.stock())
                .toList();
    }

    @Test
    void ownFormIsRead() {
        assertThat(items(HEADER + "tea,drinks,Tea,1.25,3\ncake,,Cake,3,0\n"))
                .containsExactly("tea|drinks|Tea|1.25|3", "cake||Cake|3|0");
    }

    @Test
    void quotesCarriageReturnsByteOrderMarksAndOtherScriptsAreRead() {
        assertThat(items("\uFEFFSKU,Category,Title,Price,Stock\r\n"
                        + "tea,\"hot, and cold\",\"Tea \"\"Assam\"\"\",3.50,1\r\n\r\n"
                        + "nasi, \u9910 ,\u98ef \u0628\u064a\u062a\u0632\u0627 \ud83c\udf5c,10.000000,2"))
                .containsExactly(
                        "tea|hot, and cold|Tea \"Assam\"|3.5|1",
                        "nasi|\u9910|\u98ef \u0628\u064a\u062a\u0632\u0627 \ud83c\udf5c|10|2");
    }

    @Test
    void formsOfTheOlderSystemsAreRead() {
        assertThat(items("Sno,Name,Quantity,Price\n1,Laptop,5,500\n2,Phone,0,250.00\n"))
                .containsExactly("1||Laptop|500|5", "2||Phone|250|0");
        assertThat(items("Chicken rice,3.50\r\nNasi lemak,4\r\n"))
                .containsExactly("1||Chicken rice|3.5|999999", "2||Nasi lemak|4|999999");
        assertThat(items("title,price\nChicken rice,3.50\n")).containsExactly("1||Chicken rice|3.5|999999");
    }

    @Test
    void hashIsOfTheBytesAsTheyCame() {
        String csv = "\uFEFF" + HEADER + "tea,,Tea,1.50,3\r\n";

        assertThat(menu(csv).hash()).isEqualTo(Sha256Text.of(csv.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            tea,,Tea,1,3;tea,,Tee,1,3    | 3 | column 1: the sku tea stands twice
            tea,,Tea,1                   | 2 | column 4: the row has 4 values, not 5
            tea,,Tea,1,3,                | 2 | column 6: the row has 6 values, not 5
            te a,,Tea,1,3                | 2 | column 1, sku: 1 to 32 letters, digits, dots, underscores and hyphens are needed
            ,,Tea,1,3                    | 2 | column 1, sku: 1 to 32 letters, digits, dots, underscores and hyphens are needed
            tea,,,1,3                    | 2 | column 3, title: it is empty
            tea,,=1+1,1,3                | 2 | column 3, title: it begins like a formula, with =
            tea,@sum(a),Tea,1,3          | 2 | column 2, category: it begins like a formula, with @
            tea,, =1+1,1,3               | 2 | column 3, title: it begins like a formula, with = behind a space
            tea,,\t-1,1,3                | 2 | column 3, title: it begins like a formula, with - behind a tab
            tea,,"; +1",1,3              | 2 | column 3, title: it has a control character
            tea,,"Te;a",1,3              | 2 | column 3, title: it has a control character
            tea,,"Tea;",1,3              | 2 | column 3, title: it has a control character
            tea,,Te\\u202ea,1,3          | 2 | column 3, title: it has a control character
            tea,,Tea,"1;",3              | 2 | column 4, price: it has a control character
            tea,,Te\ta,1,3               | 2 | column 3, title: it is longer than 140 bytes or has a control character
            tea,,Tea,0,3                 | 2 | column 4, price: a number like 1.25 is needed, more than 0 and at most 1000000
            tea,,Tea,-1,3                | 2 | column 4, price: a number like 1.25 is needed, more than 0 and at most 1000000
            tea,,Tea,1.0000001,3         | 2 | column 4, price: a number like 1.25 is needed, more than 0 and at most 1000000
            tea,,Tea,1.,3                | 2 | column 4, price: a number like 1.25 is needed, more than 0 and at most 1000000
            tea,,Tea,1000000.01,3        | 2 | column 4, price: a number like 1.25 is needed, more than 0 and at most 1000000
            tea,,Tea,1,-3                | 2 | column 5, stock: a number from 0 to 999999 is needed
            tea,,Tea,1,1000000           | 2 | column 5, stock: a number from 0 to 999999 is needed
            a,,A,1,1;"b;",,B,1,1;c,,C,1  | 3 | column 1, sku: it has a control character
            a,,"A                        | 2 | column 3: the quote does not end
            a,,"A"x,1,1                  | 2 | column 3: the value goes on behind its quote
            """)
    void firstFaultIsToldWithItsLineAndColumn(String rows, int line, String reason) {
        String csv =
                HEADER + rows.replace(';', '\n').replace("\\u202e", "\u202e").replace("\\t", "\t");

        assertThat(fault(csv.getBytes(UTF_8))).isEqualTo(new Fault(line, reason));
    }

    @Test
    void linesAreCountedWithinValuesToo() {
        String csv = HEADER + "tea,\"a\nb\nc\",Tea,1,1\ncake,,,1,1\n";

        assertThat(fault(csv.getBytes(UTF_8)))
                .isEqualTo(new Fault(2, "column 2, category: it has a control character"));
        assertThat(fault("sku,category,title,price,\"\nstock\n\"\n\n\ncake,,,1,1\n".getBytes(UTF_8)))
                .isEqualTo(new Fault(6, "column 3, title: it is empty"));
    }

    @Test
    void fileThatIsNoMenuIsRefusedAsAWhole() {
        assertThat(fault(new byte[0])).isEqualTo(new Fault(0, "the file is empty"));
        assertThat(fault("\n\r\n".getBytes(UTF_8))).isEqualTo(new Fault(0, "the file is empty"));
        assertThat(fault(HEADER.getBytes(UTF_8))).isEqualTo(new Fault(0, "a menu has 1 to 10000 items, not 0"));
        assertThat(fault("caf\u00e9,1".getBytes(ISO_8859_1)))
                .isEqualTo(new Fault(1, "column 1: the line is not UTF-8"));
        assertThat(fault("a,b,c\n1,2,3\n".getBytes(UTF_8)))
                .isEqualTo(new Fault(1, "the first line must be sku,category,title,price,stock"));
        assertThat(fault("tea\rcake\r".getBytes(UTF_8)))
                .isEqualTo(new Fault(1, "column 1: CR stands there without LF"));
    }

    @Test
    void menuHasAtMostTenThousandItems() {
        String full = IntStream.range(0, 10_000)
                .mapToObj(i -> "sku" + i + ",category,Title " + i + ",1.25,10")
                .collect(Collectors.joining("\n", HEADER, "\n"));
        String withoutHeader =
                IntStream.range(0, 10_001).mapToObj(i -> "Title,1").collect(Collectors.joining("\n"));

        assertThat(menu(full).items()).hasSize(10_000);
        assertThat(fault((full + "one,,More,1,1\n").getBytes(UTF_8)))
                .isEqualTo(new Fault(10_002, "more than 10001 rows"));
        assertThat(fault(withoutHeader.getBytes(UTF_8)))
                .isEqualTo(new Fault(0, "a menu has 1 to 10000 items, not 10001"));
    }

    @Property(tries = 300)
    void anythingIsAMenuOrRefused(@ForAll byte[] bytes) {
        assertMenuOrFault(bytes);
    }

    @Property(tries = 300)
    void anyTextIsAMenuOrRefused(@ForAll String text) {
        assertMenuOrFault((HEADER + text).getBytes(UTF_8));
    }

    private static void assertMenuOrFault(byte[] csv) {
        assertThat(catchThrowable(() -> MenuCsv.read(csv)))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(CsvFault.class));
    }
}
