/** The flags of `device-flow providers`. */
export const providersFlags = {
  json: {
    type: 'switch',
    group: 'options',
    description: 'Print one JSON object a line on stdout, with all that is known',
  },
} as const
