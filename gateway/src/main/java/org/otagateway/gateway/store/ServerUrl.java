// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL server is, and who we are there.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE?…}, without user and password
 * @param user empty: as the driver chooses
 * @param password empty: none; never printed
 */
public record ServerUrl(String url, String user, String password) {
    private static final String EXPECTED = "expected jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…";
    static final String SCHEME = "jdbc:postgresql:";
    /** Hosts with their ports, then a database. The driver knows no user before an '@'. */
    private static final Pattern PLACE =
            Pattern.compile("jdbc:postgresql://(HOST(:[0-9]{1,5})?)(,HOST(:[0-9]{1,5})?)*/[^/?@\\s]{1,63}"
                    .replace("HOST", "([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])"));

    /** @throws IllegalArgumentException where it is no such URL; the message shows nothing of it */
    static ServerUrl parse(String text) {
        int query = text.indexOf('?');
        String user = "";
        String password = "";
        List<String> others = new ArrayList<>();
        for (String option :
                query < 0 ? new String[0] : text.substring(query + 1).split("&", -1)) {
            if (option.startsWith("user=")) {
                user = decoded(option.substring(5));
            } else if (option.startsWith("password=")) {
                password = decoded(option.substring(9));
            } else if (!option.isEmpty()) {
                others.add(option);
            }
        }
        String place = query < 0 ? text : text.substring(0, query);
        String url = others.isEmpty() ? place : place + "?" + String.join("&", others);
        if (!PLACE.matcher(place).matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new ServerUrl(url, user, password);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    /** Server and database, for people. */
    String place() {
        int query = url.indexOf('?');
        return "PostgreSQL " + url.substring(SCHEME.length() + 2, query < 0 ? url.length() : query);
    }

    /** What a connection is opened with. */
    Properties properties() {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "ota-gateway");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Override
    public String toString() {
        return place();
    }
}
