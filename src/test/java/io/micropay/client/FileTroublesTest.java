package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

/// Whoever reads it learns which file it is, and what is wrong.
class FileTroublesTest {

    @Test
    void kindSaysWhatIsWrong() {
        assertThat(FileTroubles.detail(new AccessDeniedException("/shop/day")))
                .isEqualTo("/shop/day: permission denied");
        assertThat(FileTroubles.detail(new NoSuchFileException("/shop/day"))).isEqualTo("/shop/day: it is not there");
        assertThat(FileTroubles.detail(new FileAlreadyExistsException("/shop/day")))
                .isEqualTo("/shop/day: there is a file of that name");
        assertThat(FileTroubles.detail(new NotDirectoryException("/shop/day")))
                .isEqualTo("/shop/day: it is not a folder");
        assertThat(FileTroubles.detail(new DirectoryNotEmptyException("/shop")))
                .isEqualTo("/shop: the folder is not empty");
    }

    @Test
    void systemSaysItInItsWords() {
        assertThat(FileTroubles.detail(new FileSystemException("/shop/day", null, "Read-only file system")))
                .isEqualTo("/shop/day: Read-only file system");
        assertThat(FileTroubles.detail(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileTroubles.detail(new IOException())).isEqualTo("IOException");
    }

    @Test
    void namesCannotDisturbATerminal() {
        assertThat(FileTroubles.detail(new AccessDeniedException("a\u001B[2Jb")))
                .isEqualTo("a?[2Jb: permission denied");
    }

    @Test
    void namesAreShownAsTheyAre() {
        assertThat(FileTroubles.detail(new AccessDeniedException("/home/c#/day")))
                .isEqualTo("/home/c#/day: permission denied");
    }
}
