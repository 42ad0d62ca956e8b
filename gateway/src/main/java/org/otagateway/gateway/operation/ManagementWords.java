// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;

/** The words of remote application management. */
final class ManagementWords {
    private ManagementWords() {}

    static List<Word> all() {
        return List.of();
    }
}
