/** What `max-desk --help` prints. */
export const help = `max-desk: the command line of MAX Desk, for daemons and scripts.

  max-desk token    print an access token    --format raw|header|json|curl (raw)
  max-desk units    list the units           --format table|json|csv|ndjson (table)
                                             --search TEXT  --status NAME

Options
  --connection FILE          the connection file (or MAX_DESK_CONNECTION)
  --technical-account USER   sign in with a technical account; the password comes from MAX_DESK_PASSWORD,
                             --password-stdin or --password-fd N, never from an argument
  --timeout SECONDS          give up after this time
  --ca FILE                  trust these certificate authorities too (PEM)
  --quiet, --verbose         say less or more on standard error
  --errors text|json         how a failure is printed on standard error (text)
  --help, --version

  MAX_DESK_SUBSCRIPTION_KEY  the subscription key that the API asks for

Exit status: 0 done, 1 unexpected, 2 usage, 3 sign-in needed or refused, 4 network, 5 the API refused,
6 configuration, 7 storage, 130 interrupted.

Example
  MAX_DESK_PASSWORD=... max-desk token --connection max-ea.json --technical-account daemon@example.com
`;
