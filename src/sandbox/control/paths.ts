/** Everything below it is for the owner of the data folder alone. */
export const CONTROL_PATH = '/control/';
