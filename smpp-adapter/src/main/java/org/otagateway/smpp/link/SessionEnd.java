// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.List;

/**
 * How a session ended.
 *
 * @param unwritten segments of packets of which nothing was written: another session may {@link Exchange#adopt} them
 */
record SessionEnd(String why, List<Pending> unwritten) {}
