export type Paint = (text: string) => string;

/** The colors that the printers use. */
export interface Colors {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly underline: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly blue: Paint;
  readonly cyan: Paint;
}

const same: Paint = text => text;

export const NO_COLORS: Colors = {
  bold: same,
  dim: same,
  underline: same,
  red: same,
  yellow: same,
  green: same,
  blue: same,
  cyan: same,
};

/** Loaded only for terminals: a run in a pipe starts sooner without it. */
export async function terminalColors(): Promise<Colors> {
  const { default: picocolors } = await import('picocolors');
  return picocolors.createColors(true);
}
