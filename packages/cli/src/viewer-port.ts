/** Where `device-flow inspect` serves the viewer, and `device-flow login --inspect` looks for it: the number of the device flow's RFC. */
export const VIEWER_PORT = 8628
