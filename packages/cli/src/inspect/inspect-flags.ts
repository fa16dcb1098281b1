/** The flags of `device-flow inspect`. */
export const inspectFlags = {
  port: {
    type: 'port',
    value: 'N',
    group: 'options',
    description:
      'The port to listen on. Default 8628, where device-flow login --inspect looks for the viewer; 0 takes a free one',
  },
  open: {
    type: 'switch',
    group: 'options',
    description: 'Open the viewer in a browser, too',
  },
} as const
