// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * What a session has to do.
 *
 * @param unanswered segments that wait for their answer
 * @param queued segments that wait to be written
 */
record ExchangeLoad(int unanswered, int queued) {
    int total() {
        return unanswered + queued;
    }
}
