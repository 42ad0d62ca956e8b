// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import javax.net.ssl.SSLContext;

/**
 * The connections of a link go over TLS 1.2 or 1.3.
 *
 * @param context whom to trust and what to show, see {@link TlsFiles}
 * @param checksHostName the certificate must name the host of the settings (RFC 2818 clause 3.1)
 */
public record Tls(SSLContext context, boolean checksHostName) {
    /** Says nothing of keys. */
    @Override
    public String toString() {
        return "Tls[checksHostName=" + checksHostName + "]";
    }
}
