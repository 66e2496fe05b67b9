'use strict';
// Loaded with -r into the main process: has each document look for its first rows from its beginning. A question from outside
// would wait until the page, which is busy with them, has the time for it.
const { app } = require('electron');

app.on('web-contents-created', (_event, contents) => {
  contents.on('did-navigate', () => {
    // A document that has gone meanwhile has no first rows.
    contents.executeJavaScript(`(${watch})()`).catch(() => undefined);
  });
});

function watch() {
  window.benchFirstRows = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('[role=grid] [role=row][aria-rowindex="2"]') === null)
        return requestAnimationFrame(look);
      // What is there in this frame is painted at its end, before the next task.
      return setTimeout(() => {
        const page = performance.now();
        // Comes when the scripts of the document have run.
        const script = performance.getEntriesByType('navigation')[0].domContentLoadedEventStart;
        resolve({ at: performance.timeOrigin + page, page, script });
      });
    };
    requestAnimationFrame(look);
  });
}
