import { writeFileSync } from 'node:fs';

/** @typedef {import('@web/test-runner-core').TestSession} TestSession */
/** @typedef {import('@web/test-runner-core').TestSuiteResult} TestSuiteResult */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * A web-test-runner reporter that prints how many tests passed, failed and were skipped in each browser, and writes the
 * sum over all browsers to a file, if one is named. A test file that did not run through in a browser (it threw on
 * import, or the browser was lost) counts as one failure.
 *
 * @param {string} [path]
 * @returns {import('@web/test-runner-core').Reporter}
 */
export function countReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      const browsers = [...new Set(sessions.map(({ browser }) => browser))];
      const counts = browsers.map((browser) => countTests(sessions.filter((session) => session.browser === browser)));
      for (const [index, { passed, failed, skipped }] of counts.entries()) {
        console.log(`${browsers[index]?.name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
      }
      if (path) writeFileSync(path, JSON.stringify(countTests(sessions)));
    },
  };
}

/**
 * @param {readonly TestSession[]} sessions
 * @returns {Counts}
 */
function countTests(sessions) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const session of sessions) addSession(counts, session);
  return counts;
}

/**
 * @param {Counts} counts
 * @param {TestSession} session
 */
function addSession(counts, session) {
  const failedBefore = counts.failed;
  if (session.testResults) addSuite(counts, session.testResults);
  if (!session.passed && counts.failed === failedBefore) counts.failed += 1;
}

/**
 * @param {Counts} counts
 * @param {TestSuiteResult} suite
 */
function addSuite(counts, suite) {
  for (const test of suite.tests) {
    if (test.skipped) counts.skipped += 1;
    else if (test.passed) counts.passed += 1;
    else counts.failed += 1;
  }
  for (const inner of suite.suites) addSuite(counts, inner);
}
