/** Names exchanged in scripts without spaces and capitals: another run of characters in a place where the evidence has what looks like a name. */
import type { Disagreement } from "./disagreement";
import type { Reading } from "./reading";

const SURNAMES = new Set(
  "王 李 张 張 刘 劉 陈 陳 杨 楊 黄 黃 赵 趙 吴 吳 周 徐 孙 孫 马 馬 朱 胡 郭 何 高 林 罗 羅 郑 鄭 梁 谢 謝 宋 唐 许 許 韩 韓 冯 馮 邓 鄧 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔣 蔡 余 杜 叶 葉 程 苏 蘇 魏 吕 呂 丁 任 沈 姚 卢 盧 姜 崔 钟 鍾 谭 譚 陆 陸 汪 范 金 石 廖 贾 賈 夏 韦 付 方 白 邹 鄒 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 龍 史 陶 黎 贺 賀 顾 顧 毛 郝 龚 龔 邵 万 钱 錢 严 嚴 覃 武 戴 莫 孔 向 汤 湯 佐 鈴 高 伊 渡 山 中 小 加 吉 木 斎 清 森 池 阿 橋 石 前 藤 岡 後 長 近 村 遠 青 坂 福 太 西 井 三 原 松 竹 上 野 和 大 田 酒".split(" "),
);
const TITLE_BEHIND = /^(?:さん|氏|様|君|ちゃん|先生|教授|博士|女士|小姐|社长|社長|老师|总统|大統領|首相|市|省|县|県|国|國|区|區|州|町|村|大学|大學|公司|会社|社|銀行|银行)/u;
const TITLE_BEFORE = /(?:นาย|นาง|นางสาว|คุณ|ดร\.?|จังหวัด|ประเทศ|เมือง|บริษัท)[\u0e00-\u0e7f]{0,10}$/u;
const KATAKANA = /^[\u30a0-\u30ff]{2,}$/u;
const HAN = /^[\u3400-\u9fff]{1,4}$/u;
const LONGEST_NAME = 14;
const MOST_PLACES = 30;

/** `known`: the evidence's words, pairs of characters among them; `plains`: its plain texts. */
export function compareWideNames(sentence: Reading, known: ReadonlySet<string>, plains: readonly string[]): Disagreement[] {
  return strangersOf(sentence, known).flatMap(({ start, end }): Disagreement[] => {
    const text = sentence.plain.slice(start, end);
    const before = sentence.plain.slice(Math.max(0, start - 14), start);
    const behind = sentence.plain.slice(end, end + 6);
    if (text === "" || text.length > LONGEST_NAME) return [];
    const others = plains.flatMap((plain) => othersInPlace(plain, before.slice(-2), behind.slice(0, 2)));
    const name = others.find((other) => other !== text && isNamePair(text, other, before, behind));
    return name === undefined ? [] : [{ kind: "name", text, message: `The evidence has "${name}" where the sentence has "${text}".` }];
  });
}

/** The runs of characters whose pairs the evidence does not have. */
function strangersOf({ tokens }: Reading, known: ReadonlySet<string>): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const first = tokens[at];
    if (first?.isWide !== true || known.has(first.lower)) continue;
    let last = first;
    const isFollowed = tokens[at - 1]?.isWide === true && tokens[at - 1]?.start === first.start - 1;
    while (tokens[at + 1]?.isWide === true && tokens[at + 1]?.start === last.start + 1 && !known.has(tokens[at + 1]?.lower ?? "")) {
      at += 1;
      last = tokens[at] ?? last;
    }
    const goesOn = tokens[at + 1]?.isWide === true && tokens[at + 1]?.start === last.start + 1;
    runs.push({ start: isFollowed ? first.start + 1 : first.start, end: goesOn ? last.start + 1 : last.end });
  }
  return runs;
}

/** What a text has between the same characters. */
function othersInPlace(plain: string, before: string, behind: string): string[] {
  if (before === "" && behind === "") return [];
  const found: string[] = [];
  let at = before === "" ? 0 : plain.indexOf(before);
  for (let places = 0; at >= 0 && places < MOST_PLACES; places += 1) {
    const from = at + before.length;
    const to = behind === "" || /^[\s。.]/u.test(behind) ? endOfRun(plain, from) : plain.indexOf(behind, from + 1);
    if (to > from && to - from <= LONGEST_NAME) found.push(plain.slice(from, to));
    at = before === "" ? -1 : plain.indexOf(before, at + 1);
  }
  return found;
}

function endOfRun(plain: string, from: number): number {
  let to = from;
  while (to < plain.length && to - from <= LONGEST_NAME && !/[\s。.,，、]/u.test(plain.charAt(to))) to += 1;
  return to;
}

function isNamePair(text: string, other: string, before: string, behind: string): boolean {
  if (KATAKANA.test(text) && KATAKANA.test(other)) return true;
  if (TITLE_BEFORE.test(before)) return true;
  if (!HAN.test(text) || !HAN.test(other)) return false;
  return TITLE_BEHIND.test(behind) || (text.length >= 2 && other.length >= 2 && SURNAMES.has(text.charAt(0)) && SURNAMES.has(other.charAt(0)));
}
