use super::*;

fn image(side: u32, channels: Channels, fill: u8) -> Image {
    let size = Size::new(side, side + 1);
    let length = size.width() * size.height() * channels.count();
    Image::new(size, channels, vec![fill; length]).unwrap()
}

fn whole() -> Vec<u8> {
    let mut pack = Vec::new();
    begin(&mut pack);
    let original = Size::new(640, 480);
    put(
        &mut pack,
        "cats/a.png",
        "cats",
        original,
        &image(3, Channels::Rgb, 7),
    )
    .unwrap();
    put_refused(&mut pack, "cats/b.png", "The PNG image is cut or broken.").unwrap();
    put(
        &mut pack,
        "ä.webp",
        "",
        original,
        &image(1, Channels::GreyAlpha, 9),
    )
    .unwrap();
    pack
}

fn read(pieces: &[&[u8]]) -> Result<Vec<Entry>> {
    let (mut reader, mut entries) = (PackReader::default(), Vec::new());
    for piece in pieces {
        reader.push(piece, &mut |entry| entries.push(entry))?;
    }
    reader.finish()?;
    Ok(entries)
}

#[test]
fn a_pack_is_read_as_it_was_written() {
    let entries = read(&[&whole()]).unwrap();
    assert_eq!(entries.len(), 3);
    let first = entries[0].content.as_ref().unwrap();
    assert_eq!((&first.name[..], &first.label[..]), ("cats/a.png", "cats"));
    assert_eq!(first.stored.original, Size::new(640, 480));
    assert_eq!(first.stored.image, image(3, Channels::Rgb, 7));
    let refused = entries[1].content.as_ref().unwrap_err();
    assert_eq!(refused.name, "cats/b.png");
    assert_eq!(refused.reason, "The PNG image is cut or broken. Set aside.");
    let last = entries[2].content.as_ref().unwrap();
    assert_eq!((&last.name[..], &last.label[..]), ("ä.webp", ""));
    assert_eq!((entries[0].byte, entries[2].number), (8, 3));
}

#[test]
fn a_broken_entry_is_refused_alone_and_by_name() {
    let mut pack = Vec::new();
    begin(&mut pack);
    let original = Size::new(2, 3);
    put(&mut pack, "a", "", original, &image(2, Channels::Grey, 1)).unwrap();
    let channels_at = pack.len() - 6 - 1;
    put(&mut pack, "b", "", original, &image(2, Channels::Grey, 2)).unwrap();
    let refused = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut pack = pack.clone();
        change(&mut pack);
        let entries = read(&[&pack]).unwrap();
        assert!(entries[1].content.is_ok());
        entries[0].content.clone().unwrap_err()
    };
    let five = refused(&|pack| pack[channels_at] = 5);
    assert_eq!(five.name, "a");
    assert!(five.reason.contains("5 channels"), "{}", five.reason);
    let three = refused(&|pack| pack[channels_at] = 3);
    assert!(
        three.reason.contains("has 6 bytes instead of 18"),
        "{}",
        three.reason
    );
    let kind = refused(&|pack| pack[12] = 7);
    assert!(kind.reason.contains("neither"), "{}", kind.reason);
    let name = refused(&|pack| pack[17] = 0xFF);
    assert!(name.name.is_empty());
    let flat = refused(&|pack| pack[channels_at - 8] = 0);
    assert!(flat.reason.contains("0 × 3"), "{}", flat.reason);
}

#[test]
fn what_is_no_pack_is_told_with_its_place() {
    assert!(read(&[]).unwrap_err().what.contains("no images"));
    assert!(read(&[b"text,label\n"]).unwrap_err().what.contains("no pack"));
    assert!(read(&[b"LLI"]).unwrap_err().what.contains("end at byte 3"));
    assert!(read(&[MAGIC]).unwrap_err().what.contains("no images"));
    let pack = whole();
    let cut = read(&[&pack[..pack.len() - 1]]).unwrap_err();
    assert!(cut.what.contains("inside image 3 (ä.webp)"), "{cut}");
    let long = [&MAGIC[..], &[0xFF; 4]].concat();
    let error = read(&[&long]).unwrap_err().to_string();
    assert!(
        error.starts_with("Image 1 at byte 8 says that it has 4,294,967,295 bytes"),
        "{error}"
    );
}

proptest::proptest! {
    #[test]
    fn entries_do_not_depend_on_the_cuts(mut cuts in proptest::collection::vec(0..200usize, 0..9)) {
        let whole = whole();
        cuts.iter_mut().for_each(|cut| *cut = (*cut).min(whole.len()));
        cuts.extend([0, whole.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &whole[cut[0]..cut[1]]).collect();
        proptest::prop_assert_eq!(read(&pieces).unwrap(), read(&[&whole]).unwrap());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let pack = [&MAGIC[..], &bytes].concat();
        let _ = read(&[&pack]);
    }
}
