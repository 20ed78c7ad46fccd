//! How a picture stands in a document: as the snippet that others paste, or with a caption and a width of its own.

use super::super::embed::{Target, html, image, in_latex, in_typst, markdown, snippet};
use super::desk::Looks;
use super::markup::Markup;
use crate::chart::Chart;
use crate::error::{Error, Result};

/// A picture that is there, to be included.
pub(super) struct Included<'a> {
    pub chart: &'a Chart,
    /// What a reader would see.
    pub alt: &'a str,
    /// In CSS pixels.
    pub size: (f64, f64),
    /// Where its files lie, without an ending.
    pub path: &'a str,
    /// Whether there is a dark one too, for readers who set their system so.
    pub follows: bool,
}

impl Included<'_> {
    /// The markup that includes it.
    ///
    /// # Errors
    /// If the width is none, or the document knows no widths.
    pub fn within(&self, markup: Markup, looks: &Looks) -> Result<String> {
        let Self { chart, alt, size, path, follows } = *self;
        let (caption, width) = (looks.caption.as_deref(), looks.width()?);
        let as_pasted = |target: Target| snippet(target, chart, alt, size, path).trim_end().to_owned();
        Ok(match markup {
            Markup::Markdown | Markup::Text if width.is_some() => {
                return Err(Error::new("this kind of document has no widths of pictures").with_help(
                    "leave width out, and choose the size of the picture: size=\"wide\" or size=\"760x420\"",
                ));
            }
            Markup::Markdown => match caption {
                Some(caption) => format!("{}\n\n*{}*", as_pasted(Target::Markdown), markdown(caption)),
                None => as_pasted(Target::Markdown),
            },
            Markup::Quarto => {
                let alt = alt.replace('\\', "\\\\").replace('"', "\\\"");
                let id = caption.map_or(String::new(), |_| format!("#fig-{} ", chart.id));
                let width = width.map_or(String::new(), |width| format!(" width={width}%"));
                format!("![{}]({path}.png){{{id}fig-alt=\"{alt}\"{width}}}", caption.map(markdown).unwrap_or_default())
            }
            Markup::Html => {
                let picture = if follows { as_pasted(Target::Picture) } else { image(alt, size, path) };
                let picture = match width {
                    Some(width) => {
                        picture.replacen("<img ", &format!("<img style=\"width: {width}%; height: auto\" "), 1)
                    }
                    None => picture,
                };
                match caption {
                    Some(words) => format!("<figure>\n{picture}\n<figcaption>{}</figcaption>\n</figure>", html(words)),
                    None => picture,
                }
            }
            Markup::Latex | Markup::Typst if caption.is_none() && width.is_none() => {
                as_pasted(if markup == Markup::Latex { Target::Latex } else { Target::Typst })
            }
            Markup::Latex => in_latex(&chart.id, caption.unwrap_or(&chart.title), alt, path, width.unwrap_or(100))
                .trim_end()
                .to_owned(),
            Markup::Typst => in_typst(&chart.id, caption.unwrap_or(&chart.title), alt, path, width.unwrap_or(100))
                .trim_end()
                .to_owned(),
            Markup::Text => caption.map_or_else(|| format!("{path}.png"), |caption| format!("{path}.png: {caption}")),
        })
    }
}
