/** `--header`. Its values may be secrets: they are not kept with the session. */
export const headerFlag = {
  header: {
    type: 'headers',
    value: 'NAME=VALUE',
    group: 'server',
    description:
      'A header of each request to it, e.g. for a gateway; repeatable. Not kept: the commands that renew and revoke read it from DEVICE_FLOW_HEADERS, one a line',
  },
} as const
