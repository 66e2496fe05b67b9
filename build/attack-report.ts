/** Vitest's default reporter, and at its end one line for each attack: whether it was held off, or what it broke. */
import { DefaultReporter, type TestCase, type TestModule } from 'vitest/node';

export default class AttackReport extends DefaultReporter {
  override onTestRunEnd(...[modules, errors, reason]: Parameters<DefaultReporter['onTestRunEnd']>): void {
    super.onTestRunEnd(modules, errors, reason);
    const attacks = modules.flatMap(attacksIn).sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
    this.log();
    for (const attack of attacks) this.log(outcomeOf(attack));
    const held = attacks.filter((attack) => attack.result().state === 'passed');
    this.log(`${held.length} of ${attacks.length} attacks held off`);
  }
}

function attacksIn(module: TestModule): TestCase[] {
  return [...module.children.allTests()].filter((test) => test.meta().promise !== undefined);
}

function outcomeOf(attack: TestCase): string {
  const name = `attack ${attack.fullName.replaceAll(' > ', ': ')}`;
  const result = attack.result();
  switch (result.state) {
    case 'passed':
      return `${name}: held`;
    case 'skipped':
      return `${name}: not made: ${result.note ?? 'left out'}`;
    default:
      return `${name}: BROKEN: ${attack.meta().promise}`;
  }
}
