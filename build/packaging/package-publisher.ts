/** Reads the publisher from the environment, because it does not belong into the sources. */

/** Options for electron-builder, or a message about what is missing. */
export function readPublisher(
  env: Readonly<Record<string, string | undefined>>,
): { options: string[] } | { missing: string } {
  const feed = env['MAX_DESK_UPDATE_URL'] ?? '';
  if (!isHttps(feed)) {
    return { missing: 'Set MAX_DESK_UPDATE_URL to the https address where updates will be found.' };
  }
  const homepage = env['MAX_DESK_HOMEPAGE'] ?? '';
  if (!isHttps(homepage)) {
    return { missing: 'Set MAX_DESK_HOMEPAGE to the https address where people read about this MAX Desk.' };
  }
  const [, name, email] = /^([^<>]+?) *<([^<>@\s]+@[^<>@\s]+)>$/.exec(env['MAX_DESK_MAINTAINER'] ?? '') ?? [];
  if (name === undefined || email === undefined) {
    return { missing: 'Set MAX_DESK_MAINTAINER to who answers for the packages: "Name <mail address>".' };
  }
  return {
    options: [
      `-c.extraMetadata.homepage=${homepage}`,
      `-c.extraMetadata.author.name=${name}`,
      `-c.extraMetadata.author.email=${email}`,
    ],
  };
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
