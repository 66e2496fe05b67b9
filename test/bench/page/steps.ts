/** What an operator does who asks for the past of a large fleet, one step after the other. */
import type { RunningApp } from '../app/running-app.ts';

export interface Step {
  what: string;
  /** Resolves when the page shows all that was asked for. */
  run(app: RunningApp): Promise<void>;
}

/** How long the page is left to what it does by itself after a step, ms. */
const rest = 1_500;
/** For what a step waits for, ms. */
const patience = 60_000;

/** Resolves when the page has what this expression looks for; what is done meanwhile is the page's own. */
function until(app: RunningApp, expression: string): Promise<void> {
  return app.page(`new Promise((resolve, reject) => {
    const end = performance.now() + ${patience};
    const look = () => {
      if (${expression}) setTimeout(resolve, ${rest});
      else if (performance.now() > end) reject(new Error(${JSON.stringify(expression)}));
      else setTimeout(look, 20);
    };
    look();
  })`);
}

const find = (selector: string) => `document.querySelector(${JSON.stringify(selector)})`;
const click = (app: RunningApp, selector: string) => app.page<void>(`${find(selector)}.click()`);
/** The element with this selector whose text begins like this. */
const named = (selector: string, text: string) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find(({ textContent }) => textContent.startsWith(${JSON.stringify(text)}))`;
const press = (app: RunningApp, selector: string, text: string) =>
  app.page<void>(`${named(selector, text)}.click()`);

const grid = '[role=grid]';
/** Each row in sight has the picture of its last days. */
const pictured = `(() => {
  const cells = [...document.querySelectorAll('[role=row]:not([hidden]) .spark')]
    .filter((cell) => cell.getBoundingClientRect().bottom < innerHeight);
  return cells.length > 5 && cells.every(({ style }) => style.backgroundImage !== '');
})()`;
const worst = `document.querySelectorAll('.overview .chart:last-child .bar-row').length === 5`;
const incidents = '.incident-table';
const incidentRows = `Number(${find(incidents)}.getAttribute('aria-rowcount'))`;

/** @param file where the report is saved */
export function stepsOf(file: string): Step[] {
  return [
    {
      what: 'the column of the last 7 days, at eight places of the table',
      async run(app) {
        for (let place = 1; place <= 8; place += 1) {
          await app.page(
            `{ const grid = ${find(grid)}; grid.scrollTop = grid.scrollHeight * ${place / 9}; }`,
          );
          await until(app, pictured);
        }
      },
    },
    {
      what: 'the overview, with the units that were out longest and most often',
      async run(app) {
        await press(app, '.fleet-bar button', 'Overview');
        await until(app, worst);
        await press(app, '.overview .segment', 'Most');
        await until(app, worst);
        await press(app, '.fleet-bar button', 'Overview');
      },
    },
    {
      what: 'the details of three units, with their last 30 days',
      async run(app) {
        await press(app, '.command-tail button', 'Details');
        await until(app, `${find('.unit-history')} !== null`);
        await press(app, '.unit-history label', '30');
        for (let row = 2; row <= 4; row += 1) {
          await app.page(
            `${find(`${grid} [role=row]:not([hidden]):nth-of-type(${row + 8}) [role=gridcell]`)}.click()`,
          );
          await until(app, `document.querySelectorAll('.timeline-picture .timeline-part').length > 0`);
        }
        await press(app, '.history-actions button', 'Show');
        await until(app, `${find('.span-table:not(.visually-hidden)')} !== null`);
      },
    },
    {
      what: 'the incidents, 1,000 rows of them, in another order',
      async run(app) {
        await app.choose('show-incidents');
        await until(app, `${find(`${incidents} [data-unit]`)} !== null`);
        for (let more = 0; more < 4; more += 1) {
          const rows = await app.page<number>(incidentRows);
          if (await app.page<boolean>(`${find('.incidents-area > .button')} === null`)) break;
          await click(app, '.incidents-area > .button');
          await until(app, `${incidentRows} > ${rows}`);
        }
        await press(app, '.incident-toolbar .chip', 'Longest');
        await until(app, `${named('.incident-toolbar .chip', 'Longest')}.ariaPressed === 'true'`);
        for (let part = 1; part <= 4; part += 1) {
          await app.page(
            `{ const area = ${find('.incidents-area')}; area.scrollTop = (area.scrollHeight * ${part}) / 4; }`,
          );
          await until(app, `${find(`${incidents} [data-unit]`)} !== null`);
        }
        await app.choose('show-units');
        await until(app, `${find(grid)} !== null`);
      },
    },
    {
      what: 'the report on 30 days by unit',
      async run(app) {
        await app.choose('report');
        // All of it is drawn: until then its file cannot be asked for.
        await until(app, `${named('.report-actions button', 'Save')}?.ariaDisabled === null`);
      },
    },
    {
      what: 'its file for other programs',
      async run(app) {
        await app.saveAs(file);
        await press(app, '.report-actions label', 'CSV');
        await press(app, '.report-actions button', 'Save');
        await until(app, `${find('.report-saved')}.textContent !== ''`);
        await press(app, '.report-actions button', 'Close');
        await until(app, `${find('.report-table')} === null`);
      },
    },
  ];
}
