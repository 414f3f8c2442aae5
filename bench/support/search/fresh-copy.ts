/**
 * The text as if it had just been read from disk: in one piece (a string that was put together is copied by its first reader, which must be nobody's memory or
 * time), and held by nobody else, so that an index that keeps a part of it is seen to keep all.
 */
export const freshCopy = (text: string): string => Buffer.from(text).toString();
