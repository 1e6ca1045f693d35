/** Something that the user can put right: shown as one line without a stack trace, and the run ends with 2. */
export class UserError extends Error {}
