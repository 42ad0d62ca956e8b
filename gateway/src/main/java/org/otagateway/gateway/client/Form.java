// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.client;

import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.otagateway.gateway.app.OutsideFault;

/** A body of multipart/form-data (RFC 7578) made of files, which are read as they are sent. */
public final class Form {
    private final String boundary = UUID.randomUUID().toString();
    private final List<BodyPublisher> pieces = new ArrayList<>();

    /** @param filename what the daemon calls the file */
    public Form add(String name, String filename, Path file) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; " + filename(filename)
                + "\r\nContent-Type: application/octet-stream\r\n\r\n");
        try {
            pieces.add(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new OutsideFault("cannot read " + file + ": " + e, e);
        }
        text("\r\n");
        return this;
    }

    /** A part that is no file. */
    public Form add(String name, String value) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    private static String filename(String filename) {
        boolean plain = filename.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '"' && c != '\\');
        return plain
                ? "filename=\"" + filename + "\""
                : "filename*=UTF-8''"
                        + URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void text(String text) {
        pieces.add(BodyPublishers.ofString(text));
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The whole body; nothing is added after it. */
    public BodyPublisher body() {
        text("--" + boundary + "--\r\n");
        return BodyPublishers.concat(pieces.toArray(new BodyPublisher[0]));
    }
}
